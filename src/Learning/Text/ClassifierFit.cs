namespace Kaki.Learning.Text;

/// <summary>Fits both views of a <see cref="TextClassifier"/> to rows of grams.</summary>
sealed class ClassifierFit(GramRows rows, bool[] labels, int grams, Random random, CancellationToken cancel)
{
    /// <summary>Times each text is gone through.</summary>
    public required int Rounds { get; init; }

    public required double FrequencyCost { get; init; }

    public required double RatioCost { get; init; }

    /// <summary>The line from the sum of both views to log-odds, from texts that were held out.</summary>
    public PlattScaling HeldOut(int folds, IProgress<double>? progress)
    {
        var order = Enumerable.Range(0, rows.Count).ToArray();
        random.Shuffle(order);
        // each fold has its share of both kinds
        var fold = new int[rows.Count];
        foreach (var kind in order.GroupBy(row => labels[row]))
            foreach (var (place, row) in kind.Index()) fold[row] = place % folds;
        var scores = new double[rows.Count];
        for (var k = 0; k < folds; k++)
        {
            var (frequency, ratio) = Views(Rows(row => fold[row] != k));
            foreach (var row in Rows(row => fold[row] == k)) scores[row] = frequency.Score(rows, row) / frequency.Spread + ratio.Score(rows, row) / ratio.Spread;
            progress?.Report((k + 1.0) / (folds + 1));
        }
        return PlattScaling.Fit(scores, labels);
    }

    /// <summary>Weights in log-odds from all rows, and the bias.</summary>
    public (GramWeights[] Weights, double Bias) Whole(PlattScaling line)
    {
        var (frequency, ratio) = Views(Rows(_ => true));
        var (a, b) = (line.Slope / frequency.Spread, line.Slope / ratio.Spread);
        var weights = new GramWeights[grams];
        for (var id = 0; id < grams; id++)
            weights[id] = new((float)(a * frequency.Weights[id] * frequency.Scale[id]), frequency.Scale[id] * frequency.Scale[id],
                (float)(b * ratio.Weights[id] * ratio.Scale[id]), ratio.Scale[id] * ratio.Scale[id]);
        return (weights, line.Intercept + a * frequency.Weights[^1] + b * ratio.Weights[^1]);
    }

    (View Frequency, View Ratio) Views(int[] chosen)
    {
        var texts = new int[grams];
        var positive = new int[grams];
        foreach (var row in chosen)
            for (var k = rows.Starts[row]; k < rows.Starts[row + 1]; k++)
            {
                texts[rows.Ids[k]]++;
                if (labels[row]) positive[rows.Ids[k]]++;
            }
        var positives = chosen.Count(row => labels[row]);
        var frequency = new float[grams];
        var ratio = new float[grams];
        for (var id = 0; id < grams; id++)
        {
            // a gram of the texts held out alone is unknown
            if (texts[id] == 0) continue;
            frequency[id] = (float)(Math.Log((1.0 + chosen.Length) / (1 + texts[id])) + 1);
            ratio[id] = (float)Math.Abs(Math.Log((positive[id] + 1.0) / (positives + 2) / ((texts[id] - positive[id] + 1.0) / (chosen.Length - positives + 2))));
        }
        return (Fit(chosen, frequency, FrequencyCost, counted: true), Fit(chosen, ratio, RatioCost, counted: false));
    }

    View Fit(int[] chosen, float[] scale, double cost, bool counted)
    {
        var values = Values(scale, counted);
        var weights = SparseLogistic.Fit(rows, values, labels, chosen, grams, cost, Rounds, random, null, cancel);
        var view = new View(weights, scale, values, 1);
        return view with { Spread = Math.Sqrt(chosen.Average(row => Math.Pow(view.Score(rows, row), 2))) + 1e-9 };
    }

    // each text has length 1
    float[] Values(float[] scale, bool counted)
    {
        var values = new float[rows.Ids.Length];
        for (var row = 0; row < rows.Count; row++)
        {
            var length = 1e-12;
            for (var k = rows.Starts[row]; k < rows.Starts[row + 1]; k++)
            {
                values[k] = scale[rows.Ids[k]] * (counted ? rows.Counts[k] : 1);
                length += values[k] * values[k];
            }
            for (var k = rows.Starts[row]; k < rows.Starts[row + 1]; k++) values[k] /= (float)Math.Sqrt(length);
        }
        return values;
    }

    int[] Rows(Func<int, bool> which) => [.. Enumerable.Range(0, rows.Count).Where(which)];

    /// <param name="Weights">Of the grams, then the intercept.</param>
    /// <param name="Scale">What a gram's value is multiplied by.</param>
    /// <param name="Values">Of the grams of all rows.</param>
    /// <param name="Spread">Root of the mean square of the scores.</param>
    sealed record View(float[] Weights, float[] Scale, float[] Values, double Spread)
    {
        public double Score(GramRows rows, int row)
        {
            double score = Weights[^1];
            for (var k = rows.Starts[row]; k < rows.Starts[row + 1]; k++) score += Weights[rows.Ids[k]] * Values[k];
            return score;
        }
    }
}
