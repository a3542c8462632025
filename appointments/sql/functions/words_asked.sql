-- The words that were asked for. A phone number is one word however it is spaced, without the zeros it begins with;
-- of an e-mail address what stands before the @ is looked for, because everybody shares the rest.
CREATE OR REPLACE FUNCTION public.words_asked(asked text) RETURNS text[] LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE
        WHEN asked ~ '^[-0-9 +()./]+$' THEN array_remove(ARRAY[ltrim(regexp_replace(asked, '[^0-9]', '', 'g'), '0')], '')
        ELSE ARRAY(SELECT CASE WHEN word ~ '^[0-9]+$' THEN ltrim(word, '0') ELSE word END
                   FROM regexp_split_to_table(public.searchable(split_part(asked, '@', 1)), '[^[:alnum:]]+') AS word
                   WHERE length(word) > 1)
    END
$$;
