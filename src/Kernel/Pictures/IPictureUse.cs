namespace Kaki.Kernel.Pictures;

/// <summary>Says which pictures a room shows or keeps. Every room that stores picture ids implements it; what nobody names is swept away.</summary>
public interface IPictureUse
{
    /// <summary>Those of the ids that are in use, drafts and history included.</summary>
    Task<IReadOnlyCollection<long>> Used(IReadOnlyCollection<long> ids, CancellationToken cancel);
}
