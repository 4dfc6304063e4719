"""``triage …``: the command line's one door.

Takes arguments. Refuses to show a traceback for what a person can mend: such an error has four
parts and an exit code (0 done, 1 failed, 2 usage or settings, 3 done but something needs a person).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import TracebackType

import click

from pipeline.commands import (
    delivering,
    demo,
    docs,
    edits,
    forgetting,
    inspect,
    keeping,
    kits,
    practices,
    reading,
    reference,
    rules,
    running,
    scrubbing,
    service,
    serving,
    settings,
    testing,
)
from pipeline.errors import TriageError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--home",
    "home",
    type=click.Path(path_type=Path),
    help="Folder of the home [default: TRIAGE_HOME, else ./home].",
)
@click.version_option(package_name="denial-triage")
@click.pass_context
def triage(context: click.Context, home: Path | None) -> None:
    """Payers' files in, the Monday denial packet out."""
    context.obj = home


for command in (
    settings.init,
    settings.check,
    running.run,
    running.import_files,
    running.packet,
    running.worklist,
    scrubbing.scrub,
    edits.edits,
    reference.reference,
    delivering.deliver,
    practices.practices,
    reading.sql,
    reading.explain,
    reading.causes,
    kits.kit,
    reading.export,
    inspect.inspect,
    rules.rules,
    docs.docs,
    keeping.rebuild,
    keeping.backup,
    keeping.restore,
    keeping.key,
    forgetting.forget,
    serving.ui,
    service.service,
    demo.demo,
    testing.test,
):
    triage.add_command(command)


def main() -> None:
    """Run a command; end the process with its exit code."""
    sys.excepthook = say_what_broke
    try:
        code = triage.main(standalone_mode=False)
    except TriageError as error:
        click.echo(str(error), err=True)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        click.echo("Stopped. What was finished stays; run again to go on.", err=True)
        sys.exit(1)
    sys.exit(code if isinstance(code, int) else 0)


def say_what_broke(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Name a fault of this program by its place only: its text could hold a patient's data."""
    if os.environ.get("TRIAGE_DEBUG"):
        sys.__excepthook__(kind, error, trace)
        return
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = "unknown"
    if trace is not None:
        place = f"{Path(trace.tb_frame.f_code.co_filename).name}, line {trace.tb_lineno}"
    click.echo(
        f"{place}: {kind.__name__}, a fault of this program.\n"
        "  Why it matters: the work stopped here; nothing half-done was published.\n"
        "  What to do: run it again with TRIAGE_DEBUG=1 on invented data and report what it says.",
        err=True,
    )


if __name__ == "__main__":
    main()
