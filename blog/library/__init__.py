"""The library around the posts: the pages on which those of one author or one tag meet."""
