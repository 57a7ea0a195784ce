"""What was suggested and what was shown."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "shortlist_runs",
        sa.Column("programme_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), server_default="", nullable=False),
        sa.Column("lang", sa.Text(), server_default="", nullable=False),
        sa.Column("stamp", sa.JSON(), nullable=False),
        sa.Column("extra", sa.JSON(), nullable=False),
        sa.Column("created_by", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("side IN ('startups', 'counterparts')", name=op.f("ck_shortlist_runs_side")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_shortlist_runs_programme_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_shortlist_runs")),
    )
    op.create_table(
        "shown",
        sa.Column("programme_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("run_id", sa.Text(), server_default="", nullable=False),
        sa.Column("viewer_id", sa.Text(), server_default="", nullable=False),
        sa.Column("other_id", sa.Text(), server_default="", nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("place", sa.Text(), server_default="", nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id", "other_id"],
            ["parties.programme_id", "parties.id"],
            name=op.f("fk_shown_programme_id_other_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "run_id"],
            ["shortlist_runs.programme_id", "shortlist_runs.id"],
            name=op.f("fk_shown_programme_id_run_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "viewer_id"],
            ["parties.programme_id", "parties.id"],
            name=op.f("fk_shown_programme_id_viewer_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_shown_programme_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_shown")),
    )
    op.create_index(op.f("ix_shown_programme_id_other_id"), "shown", ["programme_id", "other_id"], unique=False)
    op.create_index(op.f("ix_shown_programme_id_run_id"), "shown", ["programme_id", "run_id"], unique=False)
    op.create_index(op.f("ix_shown_programme_id_viewer_id"), "shown", ["programme_id", "viewer_id"], unique=False)
    op.create_table(
        "suggestions",
        sa.Column("programme_id", sa.Text(), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=False),
        sa.Column("company_id", sa.Text(), nullable=False),
        sa.Column("counterpart_id", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("company_interest", sa.Double(), nullable=False),
        sa.Column("counterpart_interest", sa.Double(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("decision IN ('locked', 'vetoed')", name=op.f("ck_suggestions_decision")),
        sa.ForeignKeyConstraint(
            ["programme_id", "company_id"],
            ["parties.programme_id", "parties.id"],
            name=op.f("fk_suggestions_programme_id_company_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "counterpart_id"],
            ["parties.programme_id", "parties.id"],
            name=op.f("fk_suggestions_programme_id_counterpart_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "run_id"],
            ["shortlist_runs.programme_id", "shortlist_runs.id"],
            name=op.f("fk_suggestions_programme_id_run_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_suggestions_programme_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("programme_id", "run_id", "company_id", "counterpart_id", name=op.f("pk_suggestions")),
    )
    op.create_index(
        op.f("ix_suggestions_programme_id_company_id"), "suggestions", ["programme_id", "company_id"], unique=False
    )
    op.create_index(
        op.f("ix_suggestions_programme_id_counterpart_id"),
        "suggestions",
        ["programme_id", "counterpart_id"],
        unique=False,
    )


def downgrade() -> None:
    """Take them away with what they hold."""
    op.drop_index(op.f("ix_suggestions_programme_id_counterpart_id"), table_name="suggestions")
    op.drop_index(op.f("ix_suggestions_programme_id_company_id"), table_name="suggestions")
    op.drop_table("suggestions")
    op.drop_index(op.f("ix_shown_programme_id_viewer_id"), table_name="shown")
    op.drop_index(op.f("ix_shown_programme_id_run_id"), table_name="shown")
    op.drop_index(op.f("ix_shown_programme_id_other_id"), table_name="shown")
    op.drop_table("shown")
    op.drop_table("shortlist_runs")
