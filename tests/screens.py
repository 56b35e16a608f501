"""Every kind of page there is, for whoever looks at all of them; ``furnished`` fills them."""

EVERYONES = [
    "/",
    "/posts",
    "/posts/first-light",
    "/posts/first-light/soundtrack",
    "/posts/first-light/comments",
    "/posts/first-light/comments/new",
    "/posts/first-light?order=newest",
    "/comments/1/report",
    "/books",
    "/books/the-waves",
    "/artists",
    "/artists/low",
    "/tags",
    "/tags/sea",
    "/authors",
    "/authors/alice",
    "/series/letters",
    "/archive",
    "/archive/2025",
    "/search",
    "/search?q=sea",
    "/search?q=nothing-of-the-kind",
    "/preferences",
    "/pages/about",
    "/bookmarks",
    "/bookmarks/import",
    "/sign-in",
    "/join",
    "/password/new",
    "/password/sent",
    "/nowhere",
]
OWNERS = [
    "/account",
    "/desk",
    "/desk?state=published",
    "/desk/posts/{post}",
    "/desk/posts/{post}/preview",
    "/desk/posts/{post}/preview?width=phone",
    "/desk/posts/{post}/preview/page",
    "/desk/posts/{post}/publication",
    "/desk/posts/{post}/conversation",
    "/desk/posts/{post}/notes",
    "/desk/posts/{post}/tracks",
    "/desk/posts/{post}/revisions",
    "/desk/posts/{post}/revisions/1",
    "/desk/posts/{thrown_away}/deletion",
    "/desk/comments",
    "/desk/comments?state=waiting",
    "/desk/comments/log",
    "/desk/comments/archive",
    "/desk/mail",
    "/desk/pages",
    "/desk/people",
    "/desk/people?q=alice",
    "/desk/settings",
    "/desk/images",
    "/desk/images/{image}",
    "/desk/images/{image}/deletion",
]
ESSAY = f"""
<p>Here <a href="#song-low-words">it rains</a> upon the <a href="https://example.org/">sea</a>
<footnote>As it does in every book of hers.</footnote>, and nothing is said.</p>
<h2>Low water</h2><p>{"word " * 1_200}</p>
<blockquote><p>Said by somebody.</p></blockquote><aside><p>Nothing is said.</p></aside>
<h3>Slack water</h3><ul><li>one</li><li>two</li></ul><hr>
<h2>High water</h2><dl><dt>Neap</dt><dd>The lower one.</dd></dl><pre><code>sea</code></pre>
"""
