"""All figures of the model that Python reads, a file a topic; those that the simulator reads are its own.

A figure is a constant whose text says what it is, its unit, and its source: *specification* (given with the company
that is simulated), *practice* (of transport, retail or manufacturing), *calibration* (chosen so that the whole reaches
a plausible band) or *model* (an arrangement of the simulation itself). docs/model.md lists them all.
"""
