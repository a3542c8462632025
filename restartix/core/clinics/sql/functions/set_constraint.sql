-- A constraint that models can't say: made where it is missing, made anew where it says something else, left alone
-- otherwise. The definition is PostgreSQL's own text (pg_get_constraintdef, spaces aside), but for a CHECK, which may be
-- written freely: PostgreSQL is asked how it writes it, without looking at any row.
CREATE OR REPLACE PROCEDURE public.set_constraint(target regclass, wanted name, definition text)
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    is_there text := (SELECT pg_get_constraintdef(c.oid) FROM pg_constraint c
                      WHERE c.conrelid = target AND c.conname = wanted);
    to_be text := regexp_replace(definition, '\s+', ' ', 'g');
BEGIN
    IF definition LIKE 'CHECK%' THEN
        EXECUTE format('ALTER TABLE %s ADD CONSTRAINT as_it_is_written %s NOT VALID', target, definition);
        to_be := (SELECT replace(pg_get_constraintdef(c.oid), ' NOT VALID', '') FROM pg_constraint c
                  WHERE c.conrelid = target AND c.conname = 'as_it_is_written');
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT as_it_is_written', target);
    END IF;
    IF is_there = to_be THEN RETURN; END IF;
    IF is_there IS NOT NULL THEN
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', target, wanted);
    END IF;
    EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I %s', target, wanted, definition);
END $$;
REVOKE ALL ON PROCEDURE public.set_constraint FROM PUBLIC;
