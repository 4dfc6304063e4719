{#-
    A model takes the place of the one before it in one transaction: dropped and made anew, or left as
    it was. The adapter's own way makes it beside the old one and renames twice, which costs a
    database in a file nothing less and every model six statements and their events more. Whatever
    the adapter does beyond that (hooks, grants, indexes, foreign keys) no model here asks for.
-#}
{% materialization table, adapter="duckdb", supported_languages=["sql", "python"] %}
    {%- set target = this.incorporate(type="table") -%}
    {% do drop_relation_if_exists(load_cached_relation(this)) %}
    {% call statement("main", language=model["language"]) -%}
        {{- create_table_as(False, target, compiled_code, model["language"]) }}
    {%- endcall %}
    {% do adapter.commit() %}
    {{ return({"relations": [target]}) }}
{% endmaterialization %}

{% materialization view, adapter="duckdb" %}
    {%- set target = this.incorporate(type="view") -%}
    {% do drop_relation_if_exists(load_cached_relation(this)) %}
    {% call statement("main") -%}
        {{ get_create_view_as_sql(target, sql) }}
    {%- endcall %}
    {% do adapter.commit() %}
    {{ return({"relations": [target]}) }}
{% endmaterialization %}
