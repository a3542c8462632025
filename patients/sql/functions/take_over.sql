-- Who gets a login takes over: over the grown-up nobody acts any more, for a child only to book. A clinic may grant anew.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.take_over() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE public.patients_guardianship g
    SET rights = ARRAY(SELECT r FROM unnest(g.rights) r WHERE r = 'book'),
        revoked_at = CASE WHEN NEW.birth_date + interval '18 years' > now() THEN g.revoked_at ELSE now() END
    WHERE g.person_id = NEW.id AND g.user_id <> NEW.user_id AND g.revoked_at IS NULL;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION public.take_over FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.take_over TO restartix_owner;
