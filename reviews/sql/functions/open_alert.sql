-- Whoever gives a low rating can't see alerts, so the database opens them.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.open_alert() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NEW.rating = 5 THEN
        UPDATE public.reviews_alert SET withdrawn_at = now()
        WHERE review_id = NEW.id AND acknowledged_at IS NULL AND withdrawn_at IS NULL;
        RETURN NULL;
    END IF;
    INSERT INTO public.reviews_alert AS a (id, organisation_id, review_id, opened_at, note, lowest)
    VALUES (gen_random_uuid(), NEW.organisation_id, NEW.id, NEW.given_at, '', NEW.rating)
    ON CONFLICT (review_id) DO UPDATE SET withdrawn_at = NULL, lowest = least(a.lowest, excluded.lowest),
        acknowledged_at = CASE WHEN excluded.lowest < a.lowest THEN NULL ELSE a.acknowledged_at END,
        acknowledged_by_id = CASE WHEN excluded.lowest < a.lowest THEN NULL ELSE a.acknowledged_by_id END;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION public.open_alert FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.open_alert TO restartix_owner;
