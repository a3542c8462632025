-- A review may be said anew for a day. A rating that falls opens its alert (again); raised to five it withdraws it.
CREATE OR REPLACE FUNCTION public.settle_review() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_user <> 'restartix_owner' AND OLD.given_at <= now() - interval '1 day' THEN
        RAISE EXCEPTION 'a review changes for a day' USING ERRCODE = 'check_violation', CONSTRAINT = 'review_is_settled';
    END IF;
    RETURN NEW;
END $$;
