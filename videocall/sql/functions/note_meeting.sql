-- Who really was in Daily's room, as Daily tells it: the first coming in, the latest one, and the latest leaving. They
-- come in any order, and more than once. Told for one seat (its id went along as the token's user) and one room.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.note_meeting(says_seat uuid, says_room text, came timestamptz, went timestamptz) RETURNS boolean
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
REVOKE ALL ON FUNCTION public.note_meeting FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.note_meeting TO restartix_app, restartix_worker;
