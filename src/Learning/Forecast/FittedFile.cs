using Kaki.Learning.Models;

namespace Kaki.Learning.Forecast;

/// <summary>A fitted model on disk, in this library's one form of file (kind <c>forecast.fitted</c>).</summary>
public static class FittedFile
{
    const string Kind = "forecast.fitted";
    const int Version = 1;

    // The tag is written before a model's numbers: a tag in use never changes its meaning.
    static readonly (string Tag, Type Type, Func<BinaryReader, FittedModel> Read)[] known =
    [
        ("constant", typeof(ConstantModel), ConstantModel.Read),
        ("naive", typeof(NaiveModel), NaiveModel.Read),
        ("ets", typeof(Smoothing.EtsModel), Smoothing.EtsModel.Read),
        ("theta", typeof(ThetaLines.ThetaModel), ThetaLines.ThetaModel.Read),
        ("arima", typeof(BoxJenkins.ArimaModel), BoxJenkins.ArimaModel.Read),
        ("combined.width", typeof(Combine.CombinedModel), Combine.CombinedModel.Read),
        ("combined", typeof(Combine.CombinedModel), Combine.CombinedModel.ReadWithoutWidth),
        ("seasonal", typeof(Seasons.ReseasonedModel), Seasons.ReseasonedModel.Read),
    ];

    /// <summary>Writes the model to <paramref name="path"/>, in the place of what lies there.</summary>
    public static void Save(string path, FittedModel model) => ModelFile.Save(path, Kind, Version, body => Write(body, model));

    /// <summary>Writes the model to a stream, which stays open.</summary>
    public static void Save(Stream to, FittedModel model) => ModelFile.Save(to, Kind, Version, body => Write(body, model));

    /// <summary>Reads a model back; it foretells what it foretold.</summary>
    /// <exception cref="ModelFileException">The file is none of these, torn, or newer than this program.</exception>
    public static FittedModel Load(string path) => ModelFile.Load(path, Kind, Version, (body, _) => Read(body));

    /// <summary>Reads a model out of the bytes of its file.</summary>
    public static FittedModel Load(byte[] file) => ModelFile.Load(file, Kind, Version, (body, _) => Read(body));

    internal static void Write(BinaryWriter to, FittedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        to.Write(known.First(k => k.Type == model.GetType()).Tag);
        model.Write(to);
    }

    internal static FittedModel Read(BinaryReader from)
    {
        var tag = from.ReadString();
        var kind = known.FirstOrDefault(k => k.Tag == tag);
        return kind.Read is { } read ? read(from) : throw new ModelFileException(ModelFault.OtherKind, $"This program knows no forecaster called {tag}.");
    }
}
