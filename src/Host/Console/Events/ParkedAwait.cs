using Kaki.Kernel;
using Kaki.Kernel.Care;
using Kaki.Kernel.Outbox;

namespace Kaki.Host.Desk.Events;

internal sealed class ParkedAwait(ParkedEvents events) : IAwaitsDecision
{
    public string Item => "events";
    public Rights Needed => Rights.Operate;
    public string Page => "/console/events";

    public Task<int> Count(CancellationToken cancel) => events.Count(cancel);
}
