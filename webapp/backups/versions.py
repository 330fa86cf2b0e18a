"""How far a book was migrated, held against what this program knows."""

from __future__ import annotations

from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory

from webapp.backups.files import BackupRefusedError


def check_known(version: str | None, migrations: Path, file: Path) -> None:
    """Refuse a book of somebody else's, and one of a newer program."""
    if version is None:
        raise BackupRefusedError(f"{file} is not a backup of Lotwise: it names no version.")
    scripts = scripts_in(migrations)
    if version not in {script.revision for script in scripts.walk_revisions()}:
        raise BackupRefusedError(
            f"{file} was made by a newer program: its database is at version {version}, and this"
            f" program knows versions up to {newest(migrations)}. Install that program first."
        )


def newest(migrations: Path) -> str:
    """The version that `db upgrade` leads to."""
    return str(scripts_in(migrations).get_current_head())


def scripts_in(migrations: Path) -> ScriptDirectory:
    """The migrations of this program."""
    config = Config()
    config.set_main_option("script_location", str(migrations))
    return ScriptDirectory.from_config(config)
