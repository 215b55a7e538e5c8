using Kaki.Kernel;
using Kaki.Kernel.Outbox;

namespace Kaki.People.Mail;

/// <summary>A member wrote an address that is not confirmed yet.</summary>
internal sealed record EmailGiven(long MemberId) : IEvent { public string Key => new Id(MemberId).ToString(); }
