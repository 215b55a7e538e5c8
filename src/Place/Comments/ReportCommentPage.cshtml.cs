using Kaki.Place.Reporting;

namespace Kaki.Place.Comments;

internal sealed class ReportCommentPageModel(ReportComment report) : ReportPageModel(report);
