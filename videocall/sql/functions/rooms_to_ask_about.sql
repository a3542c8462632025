-- The rooms at Daily in which somebody is, or was minutes ago: names only, for the sweep that asks Daily who. Daily
-- answers with meetings that began since then, so it is the moment before anybody first opened the call's page.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.rooms_to_ask_about(most int) RETURNS TABLE (name text, since timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT r.name::text, (SELECT min(f.joined_at) - interval '1 minute' FROM public.videocall_participant f
                          WHERE f.appointment_id = r.appointment_id)
    FROM public.videocall_participant p JOIN public.videocall_videoroom r ON r.appointment_id = p.appointment_id
    WHERE p.seen_at > now() - interval '10 minutes' AND p.admitted_at IS NOT NULL
      AND r.provider = 'daily' AND r.name <> ''
    GROUP BY r.name, r.appointment_id ORDER BY max(p.seen_at) DESC LIMIT most
$$;
REVOKE ALL ON FUNCTION public.rooms_to_ask_about FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.rooms_to_ask_about TO restartix_worker;
