-- A guardianship holds from when it was given until it ends, is revoked, or the child it was given for is grown up.
CREATE OR REPLACE FUNCTION public.is_in_force(given public.patients_guardianship, born date) RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp AS $$
    SELECT given.revoked_at IS NULL AND given.valid_from <= now() AND (given.valid_until IS NULL OR given.valid_until > now())
       AND NOT coalesce(born + interval '18 years' <= now() AND born + interval '18 years' > given.valid_from, false)
$$;
