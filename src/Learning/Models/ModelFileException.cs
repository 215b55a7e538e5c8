namespace Kaki.Learning.Models;

/// <summary>Why a file is not the model that was asked for.</summary>
public enum ModelFault
{
    /// <summary>No model of this library.</summary>
    Foreign,

    /// <summary>Cut short, lengthened or changed since it was written.</summary>
    Torn,

    /// <summary>A model, but of another kind.</summary>
    OtherKind,

    /// <summary>Written by a newer program, or with no version at all.</summary>
    OtherVersion,
}

/// <summary>A model file was refused; its message says why.</summary>
public sealed class ModelFileException(ModelFault fault, string reason) : IOException(reason)
{
    /// <summary>Which of the reasons it was.</summary>
    public ModelFault Fault { get; } = fault;
}
