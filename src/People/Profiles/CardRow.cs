using System.Linq.Expressions;
using Kaki.People.Accounts;

namespace Kaki.People.Profiles;

/// <summary>The columns a card is made of.</summary>
internal sealed record CardRow(long Id, string Handle, string Name, long? AvatarId, string? Region, Role Role, bool Indexable)
{
    public static readonly Expression<Func<Member, CardRow>> Of = m => new CardRow(m.Id, m.Handle, m.Name, m.AvatarId, m.Region, m.Role, m.Indexable);

    public PersonCard Card() => new(Id, Handle, Name, Faces.UrlOf(Id, AvatarId), Regions.Name(Region), Role != Role.Member) { Indexable = Indexable };
}
