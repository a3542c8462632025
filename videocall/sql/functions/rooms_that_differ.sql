-- Whose room is not as the visit wants it, of every clinic: ids only, for the sweep. One that is being seen to, or that
-- failed within the hour (the staff see that, with a button), is left alone.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.rooms_that_differ(most int) RETURNS TABLE (organisation_id bigint, appointment_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT a.organisation_id, a.id FROM public.appointments_appointment a
    LEFT JOIN public.videocall_videoroom r ON r.appointment_id = a.id
    WHERE a.ended_at > now() - interval '1 day' AND CASE
            WHEN a.status IN ('upcoming', 'confirmed') THEN
                a.ended_at > now() + interval '1 minute' AND r.expires_at IS DISTINCT FROM a.ended_at
            WHEN a.status = 'inprogress' THEN
                r.expires_at IS NULL OR r.expires_at < now() + interval '5 minutes'
            WHEN a.status IN ('cancelled', 'noshow') THEN r.state <> 'deleted' AND r.name <> ''
            ELSE false END
      AND NOT EXISTS (
        SELECT 1 FROM public.effects_effect e
        WHERE e.appointment_id = a.id AND e.kind = 'room'
          AND (e.state = 'pending' OR e.state = 'failed' AND e.finished_at > now() - interval '1 hour'))
    ORDER BY a.started_at LIMIT most
$$;
REVOKE ALL ON FUNCTION public.rooms_that_differ FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.rooms_that_differ TO restartix_worker;
