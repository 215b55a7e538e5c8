using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Kaki.Kernel.Refusals;

/// <summary>
/// The one place where a <see cref="Refusal"/> becomes an answer: RFC 9457 problem details for machines;
/// for browsers the form shown again with the words, or, where there is no form, the designed page.
/// </summary>
public sealed class Refused(Words.Words words) : IExceptionHandler, IAsyncPageFilter
{
    /// <summary>The page that tells a person; the host serves it.</summary>
    public const string PagePath = "/refused";

    public async ValueTask<bool> TryHandleAsync(HttpContext http, Exception exception, CancellationToken cancel)
    {
        if (Translate(exception) is not { } refusal)
        {
            if (WantsPage(http)) return false;
            refusal = new Refusal("unexpected", 500);
        }
        if (WantsPage(http))
        {
            http.Items[typeof(Refusal)] = refusal;
            return false;
        }
        await Problem(http, refusal).ExecuteAsync(http);
        return true;
    }

    /// <summary>What the framework refused with a bare status, said as everything else is.</summary>
    public Task Say(HttpContext http)
    {
        var status = http.Response.StatusCode;
        var code = status switch { 401 => "sign_in.needed", 403 => "forbidden", 404 => "missing", 405 => "method", 413 => "body.too_large", 415 => "body.type", < 500 => "body.malformed", _ => "unexpected" };
        return Problem(http, new Refusal(code, status)).ExecuteAsync(http);
    }

    /// <summary>A refusal as problem details, in the caller's language.</summary>
    public IResult Problem(HttpContext http, Refusal refusal)
    {
        if (refusal.RetryAfter is { } seconds) http.Response.Headers.RetryAfter = seconds.ToString();
        var problem = new ProblemDetails
        {
            Type = $"urn:kaki:{refusal.Code}",
            Status = refusal.Status,
            Title = Said(refusal),
            Detail = words.Has($"refusal.{refusal.Code}.help") ? words[$"refusal.{refusal.Code}.help", refusal.Args].Value : null,
            Instance = AskedPath(http),
            Extensions = { ["code"] = refusal.Code, ["requestId"] = System.Diagnostics.Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier },
        };
        if (refusal.Field is not null) problem.Extensions["errors"] = All(refusal).GroupBy(r => r.Field!).ToDictionary(g => g.Key, g => g.Select(Said).ToArray());
        return TypedResults.Problem(problem);
    }

    /// <summary>A page asked for in a way it has no handler for would be shown as if it had only been read.</summary>
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context)
    {
        var method = context.HttpContext.Request.Method;
        return context.HandlerMethod is not null || HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || IsTelling(context.HttpContext) ? Task.CompletedTask : throw new Refusal("method", 405);
    }

    /// <summary>A refused form is shown again with what the person wrote; its page fills its lists in <see cref="IShowAgain.Fill"/>.</summary>
    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (HttpMethods.IsPost(context.HttpContext.Request.Method)) Readable(context.ModelState, context.HttpContext.Request);
        var executed = await next();
        if (executed.Exception is null || Translate(executed.Exception) is not { } refusal) return;
        if (executed.HandlerInstance is not PageModel page || page is not IShowAgain again || refusal.Status is 401 or 403 or 404 || !HttpMethods.IsPost(context.HttpContext.Request.Method)) return;
        executed.ExceptionHandled = true;
        foreach (var one in All(refusal).Take(100)) page.ModelState.AddModelError(one.Field ?? "", Said(one));
        if (words.Has($"refusal.{refusal.Code}.help")) page.ViewData["WayOut"] = words[$"refusal.{refusal.Code}.help", refusal.Args].Value;
        context.HttpContext.RequestServices.GetRequiredService<Data.AppDb>().ChangeTracker.Clear();
        await again.Fill(context.HttpContext.Caller());
        executed.Result = new PageResult { StatusCode = refusal.Status };
    }

    private string Said(Refusal refusal) => words[$"refusal.{refusal.Code}", refusal.Args].Value;

    private static IEnumerable<Refusal> All(Refusal refusal) => refusal.Others.Prepend(refusal);

    // A choice nobody offered and a time that is none would be taken for what is chosen where nothing is: a note for everybody, at once.
    private static void Readable(ModelStateDictionary state, HttpRequest request)
    {
        foreach (var (name, field) in state)
            if (field.ValidationState == ModelValidationState.Invalid && !string.IsNullOrWhiteSpace(field.AttemptedValue) && request.HasFormContentType && request.Form.ContainsKey(name)) throw Refusal.Invalid(name, "body.malformed");
    }

    public static bool WantsPage(HttpContext http) =>
        !AskedPath(http).StartsWithSegments("/api") && http.Request.Headers.Accept.ToString() is var accept
        && (accept.Length == 0 || accept.Contains("text/html", StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// The pipeline runs a second time, only to tell of a refusal by its page: with the method and body that were refused,
    /// so whoever guards requests must let it pass.
    /// </summary>
    public static bool IsTelling(HttpContext http) => http.Features.Get<IExceptionHandlerFeature>() is not null || http.Features.Get<IStatusCodeReExecuteFeature>() is not null;

    // By the time an exception is handled the request's own path has been replaced by the page's.
    private static PathString AskedPath(HttpContext http) => http.Features.Get<IExceptionHandlerPathFeature>()?.Path ?? http.Request.Path;

    /// <summary>What an exception says no to, or null: then something is broken, and the log should tell.</summary>
    public static Refusal? Translate(Exception exception) => exception switch
    {
        Refusal r => r,
        DbUpdateConcurrencyException => Refusal.Changed(),
        DbUpdateException { InnerException: Refusal r } => r,
        _ when IsDeadlock(exception) => Refusal.Busy(), // nothing was done; sent again, it is
        BadHttpRequestException { StatusCode: 413 } => new Refusal("body.too_large", 413),
        BadHttpRequestException b => new Refusal("body.malformed", b.StatusCode),
        _ => null,
    };

    // The provider wraps what may pass by itself once or twice.
    private static bool IsDeadlock(Exception? e) => e is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected } || e is DbUpdateException or InvalidOperationException && IsDeadlock(e.InnerException);
}

/// <summary>A page whose form can be shown again after a refusal: reads what the view needs besides the form.</summary>
public interface IShowAgain
{
    Task Fill(Caller caller);
}
