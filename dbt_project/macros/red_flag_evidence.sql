{#- What a credentialing pattern rests on, in counts; patterns by the roster may rest on one claim. -#}
{% macro red_flag_evidence(by_roster) -%}
    case
        when red_flag in {{ by_roster }}
            then
                claim_count || case when claim_count = 1 then ' claim' else ' claims' end
                || ' in 4 weeks, ' || denied_count || ' denied'
        when red_flag = 'accepted_then_silent'
            then claim_count || ' claims accepted ' || silent_days || ' or more days ago, no answer'
        when red_flag = 'rejected_for_enrollment'
            then claim_count || ' claims sent back, still open'
        when red_flag = 'payer_wide'
            then claim_count || ' claims of ' || clinician_count || ' clinicians in 4 weeks'
        else claim_count || ' claims in 4 weeks'
    end
{%- endmacro %}
