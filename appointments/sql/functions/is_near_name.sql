-- Two slips at most between two keys, the words of one in whichever order its slips left them.
CREATE OR REPLACE FUNCTION public.is_near_name(one text, other text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    words text[] := pg_catalog.string_to_array(pg_catalog.left(other, 80), ' ');
    turn int;
BEGIN
    IF one IS NULL OR other IS NULL THEN RETURN false; END IF;
    FOR turn IN 0 .. LEAST(pg_catalog.cardinality(words), 4) - 1 LOOP
        IF public.levenshtein_less_equal(pg_catalog.left(one, 80),
               pg_catalog.array_to_string(words[turn + 1:] OPERATOR(pg_catalog.||) words[:turn], ' '), 2) <= 2 THEN
            RETURN true;
        END IF;
    END LOOP;
    RETURN false;
END $$;
