"""`valley about`: one account, the accounts that matter now, and corrections of them.

What follows the command is the name of an account, unless it is that of a command below it; after
`--` it always is, as in `valley about -- merge`.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from valley import account_names
from valley.cli.options import Json, argument
from valley.cli.output import run_of

OF = "of"  # the hidden command that shows one account


class About(TyperGroup):
    """A command that takes a name, or one of the commands below it."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read a name that is no command's as that of an account."""
        first = next((one for one in args if one in {"-", "--"} or not one.startswith("-")), None)
        if first is not None and (first == OF or first not in self.commands):
            args = [OF, *args]
        return super().parse_args(ctx, args)

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Return what may follow: a name, too."""
        return ["[NAME]", *super().collect_usage_pieces(ctx)]

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        """Offer the accounts, and the commands below."""
        from valley.cli import complete

        return [*complete.accounts(ctx, incomplete), *super().shell_complete(ctx, incomplete)]


app = typer.Typer()
about = typer.Typer(cls=About, invoke_without_command=True)
app.add_typer(about, name="about")

Name = Annotated[str, argument("ACCOUNT", "An account, as you write it.")]


@about.callback(
    epilog="One account: valley about Henderson; One that is called Merge: valley about -- merge"
)
def matter_now(ctx: typer.Context, as_json: Json = False) -> None:
    """Show one account, or those that matter now."""
    if ctx.invoked_subcommand is not None:
        return
    from valley.insight import accounts

    session, out = run_of(ctx)
    journal = session.journal
    found = accounts.matter_now(
        journal.book,
        journal.entries(first=session.today - timedelta(days=accounts.SINCE)),
        open_promises=journal.open_promises(),
        today=session.today,
    )
    if as_json:
        from valley.ui import json_views

        out.emit([json_views.mattering(one) for one in found])
        return
    from valley.ui.about import account_list

    out.draw(*account_list(found, known=any(True for _ in journal.book), today=session.today))


@about.command(OF, hidden=True, epilog="valley about Henderson")
def show(ctx: typer.Context, name: Name, as_json: Json = False) -> None:
    """Show one account: its entries, promises, excuses and wins."""
    from valley.insight.accounts import account_view
    from valley.sittings.mentor_comments import of_account

    session, out = run_of(ctx)
    account = account_names.meant(session.journal, name)
    view = account_view(account, session.journal.about(account), today=session.today)
    view = replace(view, comments=of_account(session, account, view.entries))
    if as_json:
        from valley.ui import json_views

        out.emit(json_views.account(view, entries=session.records(view.entries)))
        return
    from valley.ui.about import account_page

    out.draw(*account_page(view, today=session.today, screen=out.screen))


@about.command(epilog="valley about rename acme 'Acme Rail'")
def rename(
    ctx: typer.Context,
    old: Name,
    new: Annotated[str, argument("NEW", "What to call it.")],
) -> None:
    """Call an account something else; `valley undo` takes it back."""
    from valley.ui.account_sentences import renamed

    session, out = run_of(ctx)
    out.tell(renamed(*account_names.rename(session.journal, old, new)))


@about.command(epilog="valley about merge 'Jane' 'Henderson'")
def merge(
    ctx: typer.Context,
    old: Name,
    into: Annotated[str, argument("ACCOUNT", "The account it really is.")],
) -> None:
    """Count an account as another one from now on; `valley undo` takes it back."""
    from valley.ui.account_sentences import merged

    session, out = run_of(ctx)
    out.tell(merged(*account_names.merge(session.journal, old, into)))


@about.command(epilog="valley about forget Outlook")
def forget(ctx: typer.Context, name: Name) -> None:
    """Treat a name as no account; no word goes, and `valley undo` takes it back."""
    from valley.ui.account_sentences import forgotten

    session, out = run_of(ctx)
    out.tell(forgotten(*account_names.forget(session.journal, name)))
