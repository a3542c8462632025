-- A specialist's own calendar shows when they are not free, and of what kind; never the note.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.feed_blocks(says_hash text) RETURNS TABLE (
    block_id uuid, started_at timestamptz, ended_at timestamptz, kind text, changed_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT b.id, b.started_at, b.ended_at, b.kind::text, b.changed_at
    FROM public.appointments_calendarfeed f
    JOIN public.appointments_block b ON b.specialist_id = f.specialist_id AND b.organisation_id = f.organisation_id
    WHERE f.token_hash = says_hash AND f.revoked_at IS NULL AND f.organisation_id = public.current_organisation_id()
      AND b.started_at > now() - interval '60 days' AND b.started_at < now() + interval '400 days'
    ORDER BY b.started_at, b.id
$$;
REVOKE ALL ON FUNCTION public.feed_blocks FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.feed_blocks TO restartix_app;
