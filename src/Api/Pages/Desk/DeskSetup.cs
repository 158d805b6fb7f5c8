using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Consent.Api;

/// <summary>The desk: its pages stand behind the same gate as the API, and their readings in the same journal.</summary>
internal static class DeskSetup
{
    public static IServiceCollection AddDesk(this IServiceCollection services)
    {
        services.AddRazorComponents();
        return services;
    }

    public static void MapDesk(this WebApplication app)
    {
        var desk = app.MapGroup(DeskSections.Root).WithMetadata(AnswersWithPages.Instance).ExcludeFromDescription();
        New<TodayDesk>().Map(desk);
        // What is nowhere is told by a page too.
        desk.MapGet("/{**anything}", () => Problems.NotFound()).ForAnyKey().Recorded();

        T New<T>() => ActivatorUtilities.CreateInstance<T>(app.Services);
    }

    /// <summary>A page of components with what it shows.</summary>
    public static IResult Page<TPage>(HttpContext context, object? model, int status = StatusCodes.Status200OK) where TPage : IComponent
    {
        SecurityHeaders.OfPage(context.Response);
        return new RazorComponentResult<TPage>(new Dictionary<string, object?> { ["Model"] = model }) { StatusCode = status, PreventStreamingRendering = true };
    }
}
