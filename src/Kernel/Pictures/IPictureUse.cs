namespace Kaki.Kernel.Pictures;

/// <summary>
/// Says which pictures a room shows or keeps. Every room that stores picture ids implements it; what nobody names is swept away.
/// A room that hides or lets go of one publishes <see cref="PictureUseChanged"/>.
/// </summary>
public interface IPictureUse
{
    /// <summary>Those of the ids that are in use, drafts and history included.</summary>
    Task<IReadOnlyCollection<long>> Used(IReadOnlyCollection<long> ids, CancellationToken cancel);

    /// <summary>Those of the used that others may see too; a room that hides nothing shows what it uses.</summary>
    Task<IReadOnlyCollection<long>> Shown(IReadOnlyCollection<long> ids, CancellationToken cancel) => Used(ids, cancel);
}
