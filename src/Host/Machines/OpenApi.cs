using System.Text.Json.Nodes;
using Kaki.Kernel;
using Kaki.Kernel.Paging;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Kaki.Host.Machines;

/// <summary>The description of <c>/api/v1</c>, OpenAPI 3.1, at <c>/openapi/v1.json</c>, from the routes themselves.</summary>
internal static class OpenApi
{
    public static void AddDescription(this IServiceCollection services) => services.AddOpenApi("v1", o =>
    {
        o.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        o.CreateSchemaReferenceId = json => OpenApiOptions.CreateDefaultSchemaReferenceId(json) is null ? null : SchemaNames.Of(json.Type);
        o.ShouldInclude = api => api.RelativePath?.StartsWith("api/v1", StringComparison.Ordinal) == true;
        o.AddSchemaTransformer((schema, context, _) => { Plain(schema, context.JsonTypeInfo.Type); return Task.CompletedTask; });
        o.AddDocumentTransformer((document, _, _) => { Introduce(document); OpenOperations.Tell(document); return Task.CompletedTask; });
        o.AddOperationTransformer((operation, context, _) => { Refusals(operation); Examples.Put(operation); return Task.CompletedTask; });
    });

    private static void Introduce(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Kaki", Version = "1",
            Description = "People, goods and the place where they meet. Ids are short texts; money is minor units with a currency; times are RFC 3339. "
                + "Any unsafe call may carry Idempotency-Key: 409 while the first is in flight, 422 with another body, the stored answer otherwise. "
                + "Refusals are problem details (RFC 9457) with a stable code and a request id. Sign in with POST /api/v1/sessions and send the token as a bearer; each operation says whether it needs one.",
        };
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes["session"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "The token of a session" };
    }

    // What the house writes as text is text to a client.
    private static void Plain(OpenApiSchema schema, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(Id)) Text(schema, null, "7Fk3pQ2Zr9x");
        else if (type == typeof(Cursor)) Text(schema, null, "AAYYx3bQbEAAAZxVq2gAAQ");
        else if (type == typeof(Instant)) Text(schema, "date-time", "2026-11-22T10:29:00.000Z");
        else if (type.IsEnum) schema.Type = JsonSchemaType.String;
        else Number(schema);
    }

    // Numbers in quotes are read, but never written: a client need not reckon with them.
    private static void Number(OpenApiSchema schema)
    {
        if (schema.Type is not { } type || (type & (JsonSchemaType.Integer | JsonSchemaType.Number)) == 0) return;
        schema.Type = type & ~JsonSchemaType.String;
        schema.Pattern = null;
    }

    private static void Text(OpenApiSchema schema, string? format, string example)
    {
        schema.Type = JsonSchemaType.String;
        schema.Format = format;
        schema.Properties?.Clear();
        schema.Examples = [JsonValue.Create(example)];
    }

    private static void Refusals(OpenApiOperation operation)
    {
        operation.Responses ??= [];
        operation.Responses.TryAdd("4XX", new OpenApiResponse
        {
            Description = "Refused: problem details with a stable code",
            Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() { Example = Examples.Problem } },
        });
    }
}
