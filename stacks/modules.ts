import { GoModule } from "gantry-cdk";

/** The Go modules of the shop, read once for all environments. @param folder where they are, relative to the working folder */
export function readModules(folder = "examples/services") {
  return {
    dailyReport: GoModule.read(`${folder}/daily-report`),
    mailer: GoModule.read(`${folder}/mailer`),
    pricing: GoModule.read(`${folder}/pricing`),
    storefront: GoModule.read(`${folder}/storefront`),
  };
}

export type Modules = Readonly<ReturnType<typeof readModules>>;
