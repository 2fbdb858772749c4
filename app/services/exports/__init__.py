"""What a design can be exported as. To add an exporter: one file here with an `EXPORTER`, one name in the list below.

An exporter's file imports what it needs when `make` is called: reportlab and the like are not loaded at start. The
bytes are written by `app.services.disk.write_bytes`, which replaces a file atomically. Then run
`python docs/make_exports.py`: docs/exports.md lists what each exporter writes.
"""

from collections.abc import Mapping
from types import MappingProxyType

from app.services.exports import (
    batch_plan,
    battinfo,
    bpx,
    build_sheet,
    cycler_programme,
    drawings,
    labels,
    results_csv,
    results_json,
    specification,
    workbook,
)
from app.services.exports.exporter import (
    PAPERS,
    Cancelled,
    Exporter,
    ExportError,
    ExportOptions,
    Format,
    Progress,
    check_name,
    checked,
    with_suffix,
)

EXPORTERS: Mapping[str, Exporter] = MappingProxyType(
    {
        module.EXPORTER.name: module.EXPORTER
        for module in (
            specification,
            build_sheet,
            workbook,
            labels,
            batch_plan,
            drawings,
            cycler_programme,
            bpx,
            battinfo,
            results_csv,
            results_json,
        )
    }
)
"""Every exporter by name, in the order people see them."""

__all__ = [
    "EXPORTERS",
    "PAPERS",
    "Cancelled",
    "ExportError",
    "ExportOptions",
    "Exporter",
    "Format",
    "Progress",
    "check_name",
    "checked",
    "with_suffix",
]
