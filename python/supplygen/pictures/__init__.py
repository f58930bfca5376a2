"""What a loaded company looks like: a page of pictures that needs no network.

A picture is a file in `charts/`: a Vega-Lite specification whose `title` and `description` are the heading and the
caption on the page, and whose data are named. A name is that of a file in `queries/`, one statement that psql runs as
it stands, or of what `backdrop` knows without a query. Texts are Jinja templates over the first rows of the data.
"""
