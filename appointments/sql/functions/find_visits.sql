-- Visits by their number, "107" or "#107", and those of whoever is found; what is ahead comes first, nearest to now.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.find_visits(asked text) RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    WITH number AS (
        SELECT CASE WHEN asked ~ '^\s*#?\s*[0-9]{1,18}\s*$' THEN regexp_replace(asked, '[^0-9]', '', 'g')::bigint END AS id
    ), wanted AS (
        SELECT a.* FROM number n JOIN public.appointments_appointment a ON a.id = n.id
        UNION ALL
        SELECT a.* FROM public.find_persons(asked) person
        JOIN public.appointments_appointment a ON a.patient_person_id = person
    )
    SELECT w.id FROM (SELECT DISTINCT id, organisation_id, specialist_id, started_at, deleted_at FROM wanted) w
    WHERE w.deleted_at IS NULL AND (w.organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids()))
                                    OR w.specialist_id = ANY (ARRAY(SELECT public.current_specialist_ids())))
    ORDER BY w.id IS NOT DISTINCT FROM (SELECT id FROM number) DESC, w.started_at < now(),
             abs(extract(epoch FROM w.started_at - now())) LIMIT 50
$$;
REVOKE ALL ON FUNCTION public.find_visits FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.find_visits TO restartix_app;
