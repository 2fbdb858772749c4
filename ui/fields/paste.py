"""A column or a table pasted into a field of a list of fields."""

from collections.abc import Callable, Sequence

from app.services import pasting
from app.services.i18n import N_
from app.services.pasting import Pasted
from ui.fields.field import FieldRow
from ui.session import Session, StepWords


def paste(
    session: Session, rows: Sequence[FieldRow], key: str, text: str, row_of: Callable[[str], object]
) -> Pasted | None:
    """Paste into the field `key` of `rows` and those that follow, as one undo step; None where nothing may be edited.

    A cell that is not taken stands in its field with the sentence that says why, until the step is undone.
    """
    if session.locked:
        return None
    keys = [row.key for row in rows if not row.derived]
    result = pasting.pasted(session.document, text, keys[keys.index(key) :] if key in keys else ())
    session.end_typing()
    before = session.document
    session.apply(StepWords(N_("Paste")), lambda _: result.document)
    for taken in result.taken:
        row = row_of(taken)
        if isinstance(row, FieldRow) and row.error:  # the document may have had that number before
            row.restore()
    for problem in result.refused:
        row = row_of(problem.key)
        if isinstance(row, FieldRow) and not row.derived:
            row.dispute(problem.text, problem.sentence, before if session.document is not before else None)
    return result
