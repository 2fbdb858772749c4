"""Process plans as data: how a cell is made, step by step. What comes with the program is templates/processes/*.toml.

A plan says what is bought, what is cut and what is done. Its numbers are expressions over the keys of quantities in
the grammar that fields use, so a set-point follows from the design: `target = "cathode_sheet_mass"`. Reading is strict:
an unknown field, key, unit or choice is one sentence (PlanError). `app.services.process` puts a design's values in.

    written    the fields of a plan; to add a step to a plan, add one [[step]] with these
    reading    from TOML and back; `like`, `without` and `sets` are resolved here, so that a plan read is whole
    refusals   why a plan cannot be used, and where in it
    checking   every field against the declarations
    editing    a plan of the design's own: begun as a copy, changed step by step
"""

from app.services.plans.reading import ids, load, read
from app.services.plans.written import WEIGH_POINTS, Plan, PlanError

__all__ = ["WEIGH_POINTS", "Plan", "PlanError", "ids", "load", "read"]
