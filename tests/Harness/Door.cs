using System.Collections;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Harness;

/// <summary>One way into the site: a method on a route, and what it reads there. Found in the running site, so none is forgotten.</summary>
/// <param name="Handler">Of a page that has several for one method.</param>
internal sealed record Door(string Method, string Route, string? Handler, IReadOnlyList<string> Query, IReadOnlyList<string> Fields)
{
    private IReadOnlyDictionary<string, Type> Kinds { get; init; } = new Dictionary<string, Type>();

    /// <summary>Something that can be read as what the field is to hold.</summary>
    public string Fitting(string field) => Kinds.GetValueOrDefault(field) is not { } kind ? "1" : kind == typeof(bool) ? "true" : kind == typeof(DateTime) ? "2030-01-01T08:00" : "1";

    public bool IsSafe => Method is "GET" or "HEAD";
    public bool IsApi => Route.StartsWith("/api/", StringComparison.Ordinal);

    /// <summary>An address of this door with its handler, and more of a query.</summary>
    public string At(string path, string query = "") =>
        (Handler is null ? "" : $"handler={Handler}", query) switch { ("", "") => path, ("", _) => $"{path}?{query}", (var handler, "") => $"{path}?{handler}", var (handler, _) => $"{path}?{handler}&{query}" };

    public override string ToString() => $"{Method} {Route}{(Handler is null ? "" : $"?handler={Handler}")}";

    public static async Task<IReadOnlyList<Door>> All(IServiceProvider services)
    {
        var doors = new List<Door>();
        foreach (var endpoint in services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>())
        {
            var route = "/" + endpoint.RoutePattern.RawText!.Trim('/');
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page)
                doors.AddRange(OfPage(route, endpoint, await services.GetRequiredService<PageLoader>().LoadAsync(page, endpoint.Metadata)));
            else
                doors.AddRange((endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(m => OfHandler(m, route, endpoint)));
        }
        return [.. doors.DistinctBy(d => d.ToString()).OrderBy(d => d.Route, StringComparer.Ordinal).ThenBy(d => d.ToString(), StringComparer.Ordinal)];
    }

    private static IEnumerable<Door> OfPage(string route, RouteEndpoint endpoint, CompiledPageActionDescriptor page)
    {
        var bound = page.BoundProperties.OfType<PageBoundPropertyDescriptor>().ToList();
        var inQuery = bound.Where(p => p.BindingInfo?.RequestPredicate is not null).SelectMany(p => NamesOf(p.BindingInfo?.BinderModelName ?? p.Name, p.ParameterType)).ToList();
        var inForm = bound.SelectMany(p => NamesOf(p.BindingInfo?.BinderModelName ?? p.Name, p.ParameterType)).ToList();
        IEnumerable<string> Names(IEnumerable<(string Name, Type Kind)> fields) => fields.Select(f => f.Name).Where(n => endpoint.RoutePattern.GetParameter(n) is null).Distinct();
        foreach (var handler in page.HandlerMethods.Select(h => (h.HttpMethod, h.Name, Read: h.Parameters.SelectMany(p => NamesOf(p.BindingInfo?.BinderModelName ?? p.Name, p.ParameterType)).ToList())).Append(("Get", null, [])).DistinctBy(h => $"{h.HttpMethod} {h.Name}"))
        {
            var safe = handler.HttpMethod is "Get" or "Head";
            yield return new(handler.HttpMethod.ToUpperInvariant(), route, handler.Name, [.. Names(safe ? inQuery.Concat(handler.Read) : inQuery)], safe ? [] : [.. Names(inForm.Concat(handler.Read))]) { Kinds = inForm.Concat(handler.Read).DistinctBy(f => f.Name).ToDictionary(f => f.Name, f => Nullable.GetUnderlyingType(f.Kind) ?? f.Kind) };
        }
    }

    private static Door OfHandler(string method, string route, RouteEndpoint endpoint)
    {
        var parameters = endpoint.Metadata.GetMetadata<MethodInfo>()?.GetParameters() ?? [];
        var query = parameters.Where(p => IsPlain(p.ParameterType) && endpoint.RoutePattern.GetParameter(p.Name!) is null).Select(p => p.Name!)
            .Concat(parameters.Where(p => p.GetCustomAttribute<AsParametersAttribute>() is not null).SelectMany(p => NamesOf("", p.ParameterType)).Select(f => f.Name));
        return new(method, route, null, [.. query], []);
    }

    // As a form names them: a list's first item, a thing's parts without the name of the whole.
    private static IEnumerable<(string Name, Type Kind)> NamesOf(string name, Type type, int depth = 0)
    {
        if (IsPlain(type)) return [(name, type)];
        if (type.IsArray || typeof(IEnumerable).IsAssignableFrom(type))
        {
            var item = type.IsArray ? type.GetElementType()! : type.GetGenericArguments().FirstOrDefault() ?? typeof(string);
            return IsPlain(item) ? [(name, item), ($"{name}[0]", item)] : depth > 1 ? [] : item.GetProperties().SelectMany(p => NamesOf($"{name}[0].{p.Name}", p.PropertyType, depth + 1)).Prepend((name, item));
        }
        if (depth > 1 || type.Namespace?.StartsWith("Microsoft", StringComparison.Ordinal) == true) return [];
        return type.GetProperties().Where(p => p.CanWrite || type.GetMethod("<Clone>$") is not null).SelectMany(p => NamesOf(depth == 0 ? p.Name : $"{name}.{p.Name}", p.PropertyType, depth + 1));
    }

    private static bool IsPlain(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(string) || type.IsPrimitive || type.IsEnum || type == typeof(decimal) || type == typeof(DateTime) || type == typeof(DateTimeOffset) || type == typeof(DateOnly)
            || type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IParsable<>));
    }
}
