"""The graph Dagster shows: every stage in it, each job no larger than its purpose."""

from __future__ import annotations

import dagster as dg
import pytest

from pipeline.raw_tables import raw_tables
from pipeline.resources.dbt import build_arguments

PACKET = dg.AssetKey(["packet", "weekly_packet"])
KITS = dg.AssetKey(["packet", "kits"])
OUTGOING = dg.AssetKey(["scrub", "outgoing_claims"])
STAGES = {
    "landing",
    "raw",
    "staging",
    "facts",
    "rollups",
    "packet",
    "published",
    "delivery",
    "rules",
    "scrub",
}


def keys(repository: dg.RepositoryDefinition, job: str) -> set[dg.AssetKey]:
    return set(repository.get_job(job).asset_layer.selected_asset_keys)


def test_every_stage_is_in_the_graph(repository: dg.RepositoryDefinition) -> None:
    graph = repository.asset_graph
    groups = {graph.get(key).group_name for key in graph.get_all_asset_keys()}
    assert groups == STAGES


def test_every_raw_table_is_an_asset_that_dbt_reads_by_the_same_key(
    repository: dg.RepositoryDefinition,
) -> None:
    graph = repository.asset_graph
    assert {dg.AssetKey(["raw", table]) for table in raw_tables()} == {
        key for key in graph.get_all_asset_keys() if key.path[0] == "raw"
    }
    read = graph.get(dg.AssetKey(["staging", "stg_remittance__claims"])).parent_keys
    assert dg.AssetKey(["raw", "remittance_claims"]) in read


def test_pages_are_made_from_the_published_copy_of_every_packet_table(
    repository: dg.RepositoryDefinition,
) -> None:
    graph = repository.asset_graph
    tables = {key for key in graph.get_all_asset_keys() if key.path[-1].startswith("pkt_")}
    published = dg.AssetKey(["published", "warehouse"])
    assert tables
    assert tables <= graph.get(published).parent_keys
    for pages in (PACKET, KITS, dg.AssetKey(["packet", "worklists"])):
        assert graph.get(pages).parent_keys == {published}


def test_a_monday_does_everything_but_look_at_what_goes_out(
    repository: dg.RepositoryDefinition,
) -> None:
    everything = set(repository.asset_graph.materializable_asset_keys)
    assert keys(repository, "weekly_triage") == everything - {OUTGOING}


def test_an_old_week_renders_and_rebuilds_nothing(repository: dg.RepositoryDefinition) -> None:
    assert keys(repository, "packets") == {PACKET, dg.AssetKey(["delivery"])}


def test_files_that_arrive_rebuild_everything_but_packets_and_kits(
    repository: dg.RepositoryDefinition,
) -> None:
    everything = keys(repository, "weekly_triage")
    assert keys(repository, "refresh") == everything - keys(repository, "packets") - {KITS}


def test_a_backfill_renders_one_week_a_run(repository: dg.RepositoryDefinition) -> None:
    policy = repository.asset_graph.get(PACKET).backfill_policy
    assert policy is not None
    assert policy.max_partitions_per_run == 1


def test_whoever_touches_the_warehouse_stands_in_its_pool(
    repository: dg.RepositoryDefinition,
) -> None:
    graph = repository.asset_graph
    apart = {dg.AssetKey(["delivery"]), dg.AssetKey(["published", "models_page"]), OUTGOING}
    outside = {key for key in graph.materializable_asset_keys if not graph.get(key).pools}
    assert outside == apart


def test_every_asset_of_ours_says_what_it_is(repository: dg.RepositoryDefinition) -> None:
    graph = repository.asset_graph
    silent = {
        key.to_user_string()
        for key in graph.materializable_asset_keys
        if not graph.get(key).description
    }
    assert not silent


def test_every_asset_of_ours_says_whom_to_ask(repository: dg.RepositoryDefinition) -> None:
    graph = repository.asset_graph
    nobody_s = {
        key.to_user_string() for key in graph.materializable_asset_keys if not graph.get(key).owners
    }
    assert not nobody_s


def test_no_check_of_one_practice_s_packet_blocks_the_others(
    repository: dg.RepositoryDefinition,
) -> None:
    graph = repository.asset_graph
    checks = {key.name for key in graph.asset_check_keys if key.asset_key == PACKET}
    blocking = {key for key in graph.asset_check_keys if graph.get_check_spec(key).blocking}
    assert "pages_tie_to_facts" in checks
    assert not {key.name for key in blocking if key.asset_key == PACKET}


@pytest.mark.parametrize("word", ["build", "--exclude-resource-type", "unit_test"])
def test_dbt_builds_and_leaves_unit_tests_to_the_checkout(word: str) -> None:
    assert word in build_arguments()
