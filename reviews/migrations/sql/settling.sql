-- A review may be said anew for a day. A rating that falls opens its alert (again); raised to five it withdraws it.
CREATE FUNCTION public.settle_review() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_user <> 'restartix_owner' AND OLD.given_at <= now() - interval '1 day' THEN
        RAISE EXCEPTION 'a review changes for a day' USING ERRCODE = 'check_violation', CONSTRAINT = 'review_is_settled';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER review_is_settled BEFORE UPDATE ON public.reviews_review FOR EACH ROW EXECUTE FUNCTION public.settle_review();

DO $$ BEGIN PERFORM set_config('app.system_context', 'on', true); END $$;
UPDATE public.reviews_alert a SET lowest = r.rating FROM public.reviews_review r WHERE r.id = a.review_id;
DO $$ BEGIN PERFORM set_config('app.system_context', '', true); END $$;

GRANT CREATE ON SCHEMA public TO restartix_lookup;
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
RESET ROLE;
REVOKE CREATE ON SCHEMA public FROM restartix_lookup;
GRANT SELECT, UPDATE ON public.reviews_alert TO restartix_lookup;
CREATE POLICY trigger_keeps ON public.reviews_alert FOR UPDATE TO restartix_lookup USING (true);
DROP TRIGGER low_rating_alerts ON public.reviews_review;
CREATE TRIGGER low_rating_alerts AFTER INSERT OR UPDATE OF rating ON public.reviews_review
    FOR EACH ROW EXECUTE FUNCTION public.open_alert();
