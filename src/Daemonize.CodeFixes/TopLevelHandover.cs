using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Daemonize.CodeFixes;

/// <summary>Makes top-level statements hand over to the daemons.</summary>
internal sealed class TopLevelHandover(DocumentEditor editor)
{
    public void Apply()
    {
        var unit = (CompilationUnitSyntax)editor.OriginalRoot;
        var before = unit.Members.OfType<GlobalStatementSyntax>().ToArray();
        var body = new HandoverBody(editor, unit, args: "args");
        var after =
            body.HandOver(Array.ConvertAll(before, static member => member.Statement), IsEndReachable(before))
                .Select(SyntaxFactory.GlobalStatement);
        var members = unit.Members.Where(static member => member is not GlobalStatementSyntax);
        editor.ReplaceNode(unit, unit.WithMembers(SyntaxFactory.List(after.Concat(members))));
    }

    private bool IsEndReachable(GlobalStatementSyntax[] statements) =>
        editor.SemanticModel.AnalyzeControlFlow(
            statements[0].Statement, statements[statements.Length - 1].Statement) is not { Succeeded: true, EndPointIsReachable: false };
}
