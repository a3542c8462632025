SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.feed_visits(says_hash text) RETURNS TABLE (
    visit_id bigint, started_at timestamptz, ended_at timestamptz, status text, sequence int, created_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT a.id, a.started_at, a.ended_at, a.status::text, a.sequence, a.created_at
    FROM public.appointments_calendarfeed f
    JOIN public.appointments_appointment a ON a.specialist_id = f.specialist_id
    WHERE f.token_hash = says_hash AND f.revoked_at IS NULL AND f.organisation_id = public.current_organisation_id()
      AND a.deleted_at IS NULL AND a.status IN ('booked', 'upcoming', 'confirmed', 'inprogress', 'done')
      AND a.started_at > now() - interval '60 days' AND a.started_at < now() + interval '400 days'
    ORDER BY a.started_at, a.id
$$;
REVOKE ALL ON FUNCTION public.feed_visits FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.feed_visits TO restartix_app;
