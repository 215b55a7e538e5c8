using Kaki.Kernel;
using Kaki.Kernel.Outbox;
using Kaki.Kernel.Paging;
using Kaki.Kernel.Refusals;
using Kaki.People.Mail;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Host.Desk.Events;

internal sealed class EventsPageModel(ParkedEvents events, DecideEvent decide, ParkedLetters letters, SendLetters send) : PageModel, IShowAgain
{
    [BindProperty(SupportsGet = true)] public string? After { get; set; }
    [BindProperty] public string? Why { get; set; }
    [BindProperty] public Id Id { get; set; }

    public Page<ParkedEvent> Parked { get; private set; } = new([], null);
    public IReadOnlyList<string> Stranded { get; private set; } = [];
    public int Waiting { get; private set; }
    public int Letters { get; private set; }

    public Task OnGet() => Fill(HttpContext.Caller());

    public async Task<IActionResult> OnPostReplay()
    {
        await decide.Replay(HttpContext.Caller(), Id);
        return Redirect("/console/events?done=event_replayed");
    }

    public async Task<IActionResult> OnPostDrop()
    {
        await decide.Drop(HttpContext.Caller(), Id, Why);
        return Redirect("/console/events?done=event_dropped");
    }

    public async Task<IActionResult> OnPostLetters()
    {
        await send.Run(HttpContext.Caller());
        return Redirect("/console/events?done=letters_replayed");
    }

    public async Task Fill(Caller caller)
    {
        Parked = await events.List(caller, Cursor.Of(After));
        Stranded = await events.Stranded();
        Waiting = await events.Waiting();
        Letters = await letters.Count();
    }
}
