"""The library around the posts: the pages of tags, authors and soundtracks."""
