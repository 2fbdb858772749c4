"""Plans from the text of a file, and the text of a plan. A plan that builds on others is made whole when it is read."""

import functools
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import msgspec

from app.services.expressions.refusals import quoted
from app.services.i18n import tr
from app.services.paths import templates
from app.services.plans.checking import check
from app.services.plans.refusals import InForce, always, undecodable
from app.services.plans.written import OWN, Plan, PlanError, Step, Written, refused

MAX_BYTES: Final = 1_000_000


def ids() -> tuple[str, ...]:
    """The ids of all plans that come with the program."""
    return tuple(sorted(path.stem for path in _folder().glob("*.toml")))


def load(plan_id: str) -> Plan:
    """The plan with this id, checked. Raises PlanError."""
    return _loaded(_folder() / f"{plan_id}.toml")


def read(plan_id: str, text: str, in_force: InForce = always) -> Plan:
    """A plan from the text of its file, checked. Raises PlanError with one sentence.

    `in_force`: what is for the design in hand; the sentence counts a step as the editor does, among those that are.
    """
    plan = Plan(plan_id, _whole(_file(plan_id, text, in_force), plan_id))
    check(plan, in_force)
    return plan


def converted(plan_id: str, content: Any, in_force: InForce = always) -> Written:
    """The fields of a plan from plain tables and lists. Raises PlanError with one sentence; `in_force` as `read`."""
    try:
        return msgspec.convert(content, Written, strict=True)
    except msgspec.ValidationError as problem:
        raise refused(plan_id, undecodable(str(problem), content, in_force)) from None


def text(plan: Written) -> str:
    """The plan as a file that `read` takes: TOML, an entry a table."""
    content = msgspec.to_builtins(plan)
    tables = {name: content.pop(name, {}) for name in ("hazards", "item", "cut", "step")}
    lines = list(_pairs(content))
    for name, hazard in tables["hazards"].items():
        lines += ["", f"[hazards.{name}]", *_pairs(hazard)]
    for kind in ("item", "cut", "step"):
        for table in tables[kind]:
            entries = table.pop("entry", ())
            lines += ["", f"[[{kind}]]", *_pairs(table)]
            for entry in entries:
                lines += ["", f"[[{kind}.entry]]", *_pairs(entry)]
    return "\n".join(lines) + "\n"


def from_file(path: Path, in_force: InForce = always) -> Written:
    """The plan in a TOML file, whole and checked. Raises PlanError with one sentence; `in_force` as `read`."""
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
        content = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise PlanError(tr("{path} is not a text in UTF-8, so it is no process plan.", path=path)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise PlanError(tr("{path} cannot be read: {reason}.", path=path, reason=reason)) from None
    if len(raw) > MAX_BYTES:
        raise PlanError(tr("{path} is larger than {limit} bytes: that is no process plan.", path=path, limit=MAX_BYTES))
    return read(path.stem, content, in_force).file


def of_design(content: Any) -> Written:
    """A design's own plan as its file has it: whole, so that nothing outside can change it. Raises PlanError."""
    plan = converted(OWN, content)
    if plan.like or plan.without or plan.sets or any(step.after for step in plan.step):
        raise refused(OWN, tr("a design holds a whole plan, and this one builds on another"))
    check(Plan(OWN, plan))
    return plan


def _pairs(table: dict[str, Any]) -> Iterator[str]:
    return (f"{key} = {_value(value)}" for key, value in table.items())


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_value(inner)}" for key, inner in value.items()) + " }" if value else "{}"
    if isinstance(value, list | tuple):
        if any(isinstance(inner, dict) for inner in value):
            return "[\n" + "".join(f"  {_value(inner)},\n" for inner in value) + "]"
        return "[" + ", ".join(_value(inner) for inner in value) + "]"
    return json.dumps(value, ensure_ascii=False)  # a JSON string is a TOML string as well


@functools.cache
def _loaded(path: Path) -> Plan:
    if not path.is_file():
        raise PlanError(tr("There is no process plan “{name}”.", name=path.stem))
    return read(path.stem, path.read_text(encoding="utf-8"))


def _file(plan_id: str, text: str, in_force: InForce = always) -> Written:
    import tomllib  # which a design without a plan of its own does not need

    try:
        return converted(plan_id, tomllib.loads(text), in_force)
    except tomllib.TOMLDecodeError as problem:
        raise refused(plan_id, str(problem).rstrip(".")) from None


def _whole(file: Written, plan_id: str) -> Written:
    """The plan with all it takes over from the plan it builds on and from sets of steps."""
    steps, hazards = [msgspec.structs.replace(step, after="") for step in file.step], dict(file.hazards)
    if file.like:
        base = load(file.like).file
        steps = _placed(_left(base, file, plan_id), file.step, plan_id)
        hazards = {**base.hazards, **hazards}
        file = msgspec.structs.replace(
            file,
            when=file.when or base.when,
            notes=file.notes or base.notes,
            item=file.item or base.item,
            cut=file.cut or base.cut,
        )
    for name in file.sets:
        path = _folder() / "sets" / f"{name}.toml"
        if not path.is_file():
            raise refused(plan_id, tr("there is no set of steps “{name}”", name=quoted(name)))
        added = _file(name, path.read_text(encoding="utf-8"))
        steps = _placed(steps, added.step, plan_id)
        hazards = {**added.hazards, **hazards}
    return msgspec.structs.replace(file, like="", without=(), sets=(), hazards=hazards, step=tuple(steps))


def _left(base: Written, file: Written, plan_id: str) -> list[Step]:
    """The steps of the plan built on, less those left out."""
    known = {step.id for step in base.step}
    for name in file.without:
        if name not in known:
            raise refused(
                plan_id,
                tr("it leaves out the step “{step}”, which “{plan}” does not have", step=quoted(name), plan=file.like),
            )
    return [step for step in base.step if step.id not in file.without]


def _placed(steps: Iterable[Step], added: Iterable[Step], plan_id: str) -> list[Step]:
    """The steps with others in place of those of the same id, or after the one they follow."""
    placed = list(steps)
    for step in added:
        order = [known.id for known in placed]
        own = msgspec.structs.replace(step, after="")
        if step.id in order:
            placed[order.index(step.id)] = own
        elif step.after in order:
            placed.insert(order.index(step.after) + 1, own)
        else:
            raise refused(
                plan_id,
                tr(
                    "the new step “{step}” follows “{after}”, which is not a step",
                    step=step.id,
                    after=quoted(step.after),
                ),
            )
    return placed


def _folder() -> Path:
    return templates() / "processes"
