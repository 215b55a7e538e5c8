using Kaki.Learning.Judge;
using Kaki.Learning.Text;

namespace Kaki.Learning.Bench;

/// <summary>Measures <see cref="TextClassifier"/>: trains on one file, judges the other; see <see cref="LabelledTexts"/> for their form.</summary>
public static class ClassifyBench
{
    /// <summary>
    /// What was measured: accuracy and macro-F1 of what the model takes texts to be (<see cref="TextClassifier.Bar"/>), and macro-F1 of what is likelier than not.
    /// The time to judge is the processor's for folding, looking up and adding up, texts held in memory.
    /// </summary>
    public sealed record Result(string Bench, int TrainTexts, int TestTexts, double Accuracy, double MacroF1, double MacroF1AtHalf, double Auc, double CalibrationError,
        double FitSeconds, double FitCpuSeconds, double TextsPerCpuSecond, int Grams, double ModelKilobytes, double PeakRssMb);

    /// <summary>Runs and returns the line of JSON.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="InvalidDataException">A line cannot be parsed.</exception>
    public static string Run(string trainFile, string testFile, TextWriter progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(progress);
        var (train, test) = (LabelledTexts.Read(trainFile), LabelledTexts.Read(testFile));
        progress.WriteLine($"{train.Texts.Length} texts to learn from, {test.Texts.Length} to judge");
        TextClassifier? model = null;
        var (seconds, cpu) = Meter.Time(() => model = TextClassifier.Train(train.Texts, train.Labels, progress: new Shares(progress), cancel: cancel));
        var learned = model!;
        var (probabilities, rate) = Judge(learned, test.Texts, cancel);
        return Meter.Line(new Result("classify", train.Texts.Length, test.Texts.Length, Accuracy(probabilities, test.Labels),
            MacroF1(probabilities, test.Labels, TextClassifier.Bar), MacroF1(probabilities, test.Labels, 0.5),
            Math.Round(ScoreMetrics.Auc(probabilities, test.Labels), 4), Math.Round(ScoreMetrics.CalibrationError(probabilities, test.Labels), 4),
            Math.Round(seconds, 2), Math.Round(cpu, 2), Math.Round(rate), learned.Count, Math.Round(Size(learned) / 1e3), Math.Round(Meter.PeakMegabytes())));
    }

    // gone through until a second of the processor's time is spent
    static (double[] Probabilities, double TextsPerCpuSecond) Judge(TextClassifier model, string[] texts, CancellationToken cancel)
    {
        var probabilities = texts.Select(model.Probability).ToArray();
        var (rounds, spent) = (0, 0.0);
        for (; spent < 1; rounds++)
        {
            cancel.ThrowIfCancellationRequested();
            spent += Meter.Time(() =>
            {
                foreach (var text in texts) model.Probability(text);
            }).CpuSeconds;
        }
        return (probabilities, rounds * texts.Length / spent);
    }

    static double Accuracy(double[] probabilities, bool[] labels) => Math.Round(probabilities.Zip(labels, (p, label) => p > TextClassifier.Bar == label ? 1.0 : 0).Average(), 4);

    static double MacroF1(double[] probabilities, bool[] labels, double bar) => Math.Round((F1(probabilities, labels, bar, true) + F1(probabilities, labels, bar, false)) / 2, 4);

    static double F1(double[] probabilities, bool[] labels, double bar, bool kind)
    {
        var (right, wrong) = (0, 0);
        foreach (var (p, label) in probabilities.Zip(labels))
            if (p > bar != label) wrong++;
            else if (label == kind) right++;
        return right == 0 ? 0 : 2.0 * right / (2 * right + wrong);
    }

    static long Size(TextClassifier model)
    {
        var file = Path.GetTempFileName();
        try
        {
            model.Save(file);
            return new FileInfo(file).Length;
        }
        finally
        {
            File.Delete(file);
        }
    }

    sealed class Shares(TextWriter to) : IProgress<double>
    {
        public void Report(double share) => to.WriteLine($"learned {share:P0}");
    }
}
