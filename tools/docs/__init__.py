"""Documents that are made from what they describe: the data dictionary, the diagrams, the answers to the questions.

`python -m tools.docs` (`make docs`) writes them into `docs/` of a checkout; tests compare them and never write.
What several loads have measured is written apart, by `python -m tools.docs --bands DIR`.
"""
