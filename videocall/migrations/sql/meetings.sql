-- Who really was in Daily's room, as Daily tells it: the first coming in, the latest one, and the latest leaving. They
-- come in any order, and more than once. Told for one seat (its id went along as the token's user) and one room.
GRANT UPDATE (met_from, met_again, met_until) ON public.videocall_participant TO restartix_lookup;

CREATE FUNCTION public.note_meeting(says_seat uuid, says_room text, came timestamptz, went timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF came > now() + interval '5 minutes' OR went < came THEN RETURN false; END IF;
    UPDATE public.videocall_participant p SET
        met_from = LEAST(p.met_from, came),
        met_again = GREATEST(p.met_again, came),
        met_until = GREATEST(p.met_until, went)
    FROM public.videocall_videoroom r
    WHERE p.id = says_seat AND r.appointment_id = p.appointment_id AND r.provider = 'daily' AND r.name = says_room
      AND p.admitted_at IS NOT NULL AND came >= p.joined_at - interval '5 minutes';
    RETURN FOUND;
END $$;
CALL public.belongs_to_lookup('public.note_meeting(uuid, text, timestamptz, timestamptz)', 'restartix_app');
SET LOCAL ROLE restartix_lookup;
GRANT EXECUTE ON FUNCTION public.note_meeting(uuid, text, timestamptz, timestamptz) TO restartix_worker;
RESET ROLE;

-- The rooms at Daily in which somebody is, or was minutes ago: names only, for the sweep that asks Daily who. Daily
-- answers with meetings that began since then, so it is the moment before anybody first opened the call's page.
CREATE FUNCTION public.rooms_to_ask_about(most int) RETURNS TABLE (name text, since timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT r.name::text, (SELECT min(f.joined_at) - interval '1 minute' FROM public.videocall_participant f
                          WHERE f.appointment_id = r.appointment_id)
    FROM public.videocall_participant p JOIN public.videocall_videoroom r ON r.appointment_id = p.appointment_id
    WHERE p.seen_at > now() - interval '10 minutes' AND p.admitted_at IS NOT NULL
      AND r.provider = 'daily' AND r.name <> ''
    GROUP BY r.name, r.appointment_id ORDER BY max(p.seen_at) DESC LIMIT most
$$;
CALL public.belongs_to_lookup('public.rooms_to_ask_about(int)', 'restartix_worker');
CREATE INDEX seats_by_sight ON public.videocall_participant (seen_at);
