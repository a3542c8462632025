-- Other live visits of one person at this clinic that meet this stretch, whoever they are with: for members who see the
-- person, to be warned of one patient in two places. No more of a colleague's visit than its time and the colleague.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.visits_near(person uuid, since timestamptz, until timestamptz, but_not bigint)
RETURNS TABLE (id bigint, started_at timestamptz, ended_at timestamptz, specialist_name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT a.id, a.started_at, a.ended_at, s.display_name
    FROM public.appointments_appointment a JOIN public.appointments_specialist s ON s.id = a.specialist_id
    WHERE a.patient_person_id = person AND a.organisation_id = public.current_organisation_id()
      AND a.deleted_at IS NULL AND a.status IN ('booked', 'upcoming', 'confirmed', 'inprogress', 'done')
      AND a.started_at < until AND a.ended_at > since AND a.id IS DISTINCT FROM but_not
      AND (a.organisation_id IN (SELECT public.current_admin_organisation_ids())
           OR EXISTS (SELECT 1 FROM public.appointments_appointment own
                      WHERE own.patient_person_id = person
                        AND own.specialist_id IN (SELECT public.current_specialist_ids())))
    ORDER BY a.started_at LIMIT 5
$$;
REVOKE ALL ON FUNCTION public.visits_near FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.visits_near TO restartix_app;
