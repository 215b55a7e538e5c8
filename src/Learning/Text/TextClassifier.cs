using System.Runtime.InteropServices;
using Kaki.Learning.Models;

namespace Kaki.Learning.Text;

/// <summary>Tells texts of one kind from all others by their characters, with a probability that can be taken at its word and the characters that weighed most.</summary>
/// <remarks>
/// <para>
/// Characters and pairs of neighbouring characters of the folded text. Two logistic regressions see them weighted in two ways, and each has half the say: by
/// inverse document frequency (G. Salton, C. Buckley, 1988), which holds up on subjects it has not seen; and by the log-ratio of how often each kind has them
/// (S. Wang, C. Manning, "Baselines and bigrams", ACL 2012), which is better on those it has. Platt's line, fitted on texts held out in five folds, makes a
/// probability of their sum. Longer grams made the model three times as large and no better.
/// </para>
/// <para>Training takes memory for about 16 bytes a distinct gram and 20 a character; the model 24 to 32 bytes a gram (COLD: 82,000 grams). Immutable, safe to share between threads.</para>
/// </remarks>
public sealed class TextClassifier
{
    const string Kind = "text.classifier";
    const int Version = 1;
    const double FrequencyCost = 3, RatioCost = 3;
    const int Rounds = 10, Folds = 5, LeastTexts = 2;

    /// <summary>The probability from which on a text is taken to be of the kind.</summary>
    /// <remarks>
    /// Above one half, because probabilities run high on subjects not learned from, where 0.6 judged better on each mixture tried (docs/learning/terms.md), and
    /// because to call an innocent text offensive is the worse mistake. On texts like those learned from it costs a quarter of a point of F1.
    /// </remarks>
    public const double Bar = 0.6;

    readonly GramTable grams;
    readonly GramWeights[] weights;
    readonly double bias;

    TextClassifier(GramTable grams, GramWeights[] weights, double bias, double share) =>
        (this.grams, this.weights, this.bias, Share) = (grams, weights, bias, share);

    /// <summary>Characters and pairs known.</summary>
    public int Count => grams.Count;

    /// <summary>Share of the texts learned from that were of the kind.</summary>
    public double Share { get; }

    /// <summary>Learns from texts and whether each is of the kind.</summary>
    /// <param name="texts">Any strings; empty ones count.</param>
    /// <param name="labels">As many.</param>
    /// <param name="seed">The same seed gives the same model.</param>
    /// <param name="progress">Told the share that is done.</param>
    /// <param name="cancel">Stops the learning.</param>
    /// <exception cref="ArgumentException">The lists differ in length, or there are not ten texts, five of each kind at least.</exception>
    public static TextClassifier Train(IReadOnlyList<string> texts, IReadOnlyList<bool> labels, int seed = 1, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(labels);
        if (texts.Count != labels.Count) throw new ArgumentException($"There are {texts.Count} texts and {labels.Count} labels.");
        var known = labels.ToArray();
        var positives = known.Count(label => label);
        if (positives < Folds || known.Length - positives < Folds) throw new ArgumentException($"At least {Folds} texts of each kind are needed; there are {positives} and {known.Length - positives}.");
        var marked = texts.Select(text => GramTable.Mark(Folding.Key(text))).ToArray();
        var grams = GramTable.Of(marked, LeastTexts);
        cancel.ThrowIfCancellationRequested();
        var fit = new ClassifierFit(GramRows.Of(marked, grams), known, grams.Count, new Random(seed), cancel) { Rounds = Rounds, FrequencyCost = FrequencyCost, RatioCost = RatioCost };
        var line = fit.HeldOut(Folds, progress);
        var (weights, intercept) = fit.Whole(line);
        progress?.Report(1);
        return new(grams, weights, intercept, (double)positives / known.Length);
    }

    /// <summary>Probability that a text is of the kind, where as many are as in the texts learned from.</summary>
    public double Probability(string text) => PlattScaling.Probability(LogOdds(text));

    /// <summary>Whether a text is taken to be of the kind: its probability is above <see cref="Bar"/>.</summary>
    public bool Is(string text) => Probability(text) > Bar;

    /// <summary>Logarithm of the odds; 0 is even.</summary>
    public double LogOdds(string text)
    {
        var marked = GramTable.Mark(Folding.Key(text));
        var row = new List<int>(marked.Length * 2);
        GramRows.Read(marked, grams, row);
        return Sum(row).LogOdds(bias);
    }

    /// <summary>How much each character of the original weighed: a pair's share is half to each, and all with the bias make the log-odds.</summary>
    public Explanation Explain(string text)
    {
        var folded = Folding.Fold(text);
        var marked = GramTable.Mark(folded.Text);
        var row = new List<int>(marked.Length * 2);
        GramRows.Read(marked, grams, row);
        var sum = Sum(row);
        var times = row.CountBy(id => id).ToDictionary();
        var weighed = new double[marked.Length];
        for (var i = 0; i < marked.Length; i++)
        {
            Give(grams.Find(marked[i]), i, i);
            if (i + 1 < marked.Length) Give(grams.Find(marked[i], marked[i + 1]), i, i + 1);
        }
        var characters = Enumerable.Range(0, folded.Text.Length).Select(i => new CharacterWeight(folded.Original(i, 1), weighed[i + 1])).ToArray();
        return new(sum.LogOdds(bias), bias + weighed[0] + weighed[^1], characters);

        void Give(int id, int one, int other)
        {
            if (id < 0) return;
            var part = sum.Part(weights[id], GramRows.Damped(times[id])) / times[id] / 2;
            weighed[one] += part;
            weighed[other] += part;
        }
    }

    /// <summary>Writes the model to a file; see <see cref="ModelFile"/>.</summary>
    public void Save(string path) => ModelFile.Save(path, Kind, Version, to =>
    {
        to.Write(Share);
        to.Write(bias);
        grams.Write(to);
        to.WriteAll<float>(MemoryMarshal.Cast<GramWeights, float>(weights));
    });

    /// <summary>Reads a model that <see cref="Save"/> wrote.</summary>
    /// <exception cref="ModelFileException">The file is no such model, torn, or newer than this program.</exception>
    public static TextClassifier Load(string path) => ModelFile.Load(path, Kind, Version, (from, _) =>
    {
        var (share, bias) = (from.ReadDouble(), from.ReadDouble());
        var grams = GramTable.Read(from);
        var weights = MemoryMarshal.Cast<float, GramWeights>(from.ReadAll<float>()).ToArray();
        if (weights.Length != grams.Count) throw new ModelFileException(ModelFault.Torn, $"The file holds {grams.Count} grams and the weights of {weights.Length}.");
        return new TextClassifier(grams, weights, bias, share);
    });

    GramSum Sum(List<int> row)
    {
        var sum = new GramSum();
        for (var k = 0; k < row.Count;)
        {
            var from = k;
            while (k < row.Count && row[k] == row[from]) k++;
            sum.Add(weights[row[from]], GramRows.Damped(k - from));
        }
        return sum;
    }
}

/// <summary>Why a text was judged as it was.</summary>
/// <param name="LogOdds">The judgement: <paramref name="Bias"/> and the weights of all characters.</param>
/// <param name="Bias">What no character has a share in.</param>
/// <param name="Characters">In the order of the text; one of the original may stand for several of the folded.</param>
public sealed record Explanation(double LogOdds, double Bias, IReadOnlyList<CharacterWeight> Characters);

/// <param name="Range">Where in the original text.</param>
/// <param name="Weight">Above 0: speaks for the kind.</param>
public readonly record struct CharacterWeight(TextRange Range, double Weight);
