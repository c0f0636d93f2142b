using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN302_DocumentedParameterShouldExistTests
{
    [Fact]
    public Task CommentOfAParameterIsFine() => Verify.MembersAsync("""
        /// <summary>Fetches the news.</summary>
        /// <param name="country">-c, Two letters.</param>
        /// <param name="stopping">Ends it.</param>
        [Daemon] internal static void Fetch(string country, CancellationToken stopping) => stopping.ThrowIfCancellationRequested();
        """);

    [Fact]
    public Task CommentOfAnotherMethodIsNotOurs() => Verify.MembersAsync("""
        /// <param name="city">The city.</param>
        internal static void Store() { }

        [Daemon(Interval = "1s")] internal static void Fetch() => Store();
        """);

    [Fact]
    public Task CommentOfAMissingParameterIsReported() => Verify.MembersAsync("""
        /// <summary>Fetches the news of a city.</summary>
        /// <param name="country">Two letters.</param>
        /// <param name="{|DMN302:city|}">The city.</param>
        [Daemon] internal static void Fetch(string country) { }
        """);

    [Fact]
    public Task CommentWithStarsIsRead() => Verify.MembersAsync("""
        /**
         * <summary>Fetches the news of a city.</summary>
         * <param name="{|DMN302:city|}">The city.</param>
         */
        [Daemon] internal static void Fetch(string country) { }
        """);

    [Theory]
    [InlineData("/// <param name=\"city\"")]
    [InlineData("/// <param>The city.</param>")]
    [InlineData("/// <param name=\"\">The city.</param>")]
    [InlineData("// <param name=\"city\">No documentation.</param>")]
    public Task WhatIsNoDocumentationIsPassedOver(string comment) => Verify.MembersAsync($"""
        {comment}
            [Daemon] internal static void Fetch(string country) => _ = country;
        """.Replace("=> _ = country;", "{ }", StringComparison.Ordinal));
}
