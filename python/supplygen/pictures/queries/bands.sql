-- Statistics with their plausible limits, as `supplygen verify` judges them; a limit that is null is none.
SELECT
    id,
    figure,
    value,
    low,
    high,
    outcome,
    count(*) FILTER (WHERE outcome = 'inside') OVER () AS inside,
    count(*) FILTER (WHERE outcome <> 'not judged') OVER () AS judged
FROM supplygen.figures()
ORDER BY id, figure;
