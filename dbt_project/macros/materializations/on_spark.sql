{#-
    A table on Spark: each build has a catalog and a folder of its own, so there is nothing before it
    to drop, to rename or to grant. A model in Python stores its table itself.
-#}
{% materialization table, adapter="spark", supported_languages=["sql", "python"] %}
    {%- set target = this.incorporate(type="table") -%}
    {% call statement("main", language=model["language"]) -%}
        {%- if model["language"] == "python" -%}
            {{- compiled_code }}
        {%- else -%}
            {{- create_table_as(False, target, compiled_code) }}
        {%- endif -%}
    {%- endcall %}
    {{ return({"relations": [target]}) }}
{% endmaterialization %}


{#- Rows of a seed as texts of their own: the adapter's way breaks at an apostrophe. -#}
{% macro spark__load_csv_rows(model, agate_table) %}
    {%- set kinds = model["config"]["column_types"] -%}
    {%- set rows = [] -%}
    {%- for row in agate_table.rows -%}
        {%- set cells = [] -%}
        {%- for name in agate_table.column_names -%}
            {%- set cell = row[name] -%}
            {%- if cell is none -%}
                {%- do cells.append("cast(null as " ~ kinds[name] ~ ")") -%}
            {%- else -%}
                {%- set text = (cell | string) | replace("\\", "\\\\") | replace("'", "\\'") -%}
                {%- do cells.append("cast('" ~ text ~ "' as " ~ kinds[name] ~ ")") -%}
            {%- endif -%}
        {%- endfor -%}
        {%- do rows.append("(" ~ cells | join(", ") ~ ")") -%}
    {%- endfor -%}
    {%- set sql = "insert into " ~ this.render() ~ " values " ~ rows | join(", ") -%}
    {%- if rows -%}
        {% do adapter.add_query(sql, abridge_sql_log=True) %}
    {%- endif -%}
    {{ return(sql) }}
{% endmacro %}
