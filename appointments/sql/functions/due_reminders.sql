-- For each visit ahead, of every clinic, the one reminder whose time has come, if nobody sent it: ids and codes only.
-- Of several whose time passed while no worker was there, the nearest to the visit makes the others pointless. What the
-- patient was told a moment ago (the visit was taken on, or moved) they are not reminded of. Who has settled all their
-- forms is reminded of none.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.due_reminders(at timestamptz)
RETURNS TABLE (organisation_id bigint, appointment_id bigint, code text, minutes int, sequence int, wants_sms boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT a.organisation_id, a.id, due.code, due.minutes, a.sequence, a.wants_sms
    FROM public.organisations_organisation o
    JOIN public.appointments_appointment a ON a.organisation_id = o.id
    CROSS JOIN LATERAL (
        SELECT asked.code, asked.minutes FROM (
            SELECT 'reminder' AS code, unnest(o.reminder_minutes) AS minutes
            UNION ALL
            SELECT 'forms', o.forms_reminder_minutes WHERE EXISTS (
                SELECT 1 FROM public.forms_form f
                WHERE f.appointment_id = a.id AND f.filled_by = 'patient' AND f.is_required
                  AND f.status NOT IN ('signed', 'on_paper', 'waived'))
        ) AS asked
        WHERE public.reminds_at(a.started_at, asked.minutes, o.time_zone) <= at
        ORDER BY asked.minutes, asked.code DESC LIMIT 1
    ) AS due
    WHERE a.status IN ('upcoming', 'confirmed') AND a.deleted_at IS NULL AND a.started_at > at
      AND a.started_at <= at + interval '31 days'
      AND NOT EXISTS (SELECT 1 FROM public.effects_effect e
                      WHERE e.once = concat_ws(':', due.code, a.id, a.sequence, due.minutes))
      AND public.reminds_at(a.started_at, due.minutes, o.time_zone) > coalesce(
          (SELECT max(e.created_at) FROM public.effects_effect e
           WHERE e.appointment_id = a.id AND e.kind = 'mail' AND e.code IN ('onboarded', 'moved')), a.created_at)
          + least(interval '6 hours', make_interval(mins => due.minutes / 2))
$$;
REVOKE ALL ON FUNCTION public.due_reminders FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.due_reminders TO restartix_worker;
