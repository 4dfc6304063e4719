{#- What to do about a piece of work: its own next step, or a review once every limit has passed
    (domain section 4.2: never dropped in silence). -#}
{% macro write_off_review(next_action, last_day_on, acts_on) -%}
    case
        when {{ last_day_on }} < {{ acts_on }}
            then 'Every limit has passed: review for write-off'
        else {{ next_action }}
    end
{%- endmacro %}


{#- What a piece of work is worth: nothing once every limit has passed (section 8.1: urgency 0). -#}
{% macro unless_past(amount, last_day_on, acts_on) -%}
    case when {{ last_day_on }} < {{ acts_on }} then 0 else {{ amount }} end
{%- endmacro %}
