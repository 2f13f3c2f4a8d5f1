"""The smallest app there is on the libraries valley stands on: what a start costs anyway."""

import typer

app = typer.Typer()


@app.command()
def hello(name: str = "world") -> None:
    """Greet."""
    typer.echo(f"Hello {name}")


if __name__ == "__main__":
    app()
